import { showAccounts } from './accounts.js'

const { examples, accounts } = await (await fetch('config.json')).json()
const endpointURL = new URL('/graphql', location.href).href

window.AltairGraphQL.init({
  endpointURL,
  disableAccount: true,
  // A fresh set of examples each time; what somebody wrote is in the history.
  preserveState: false,
  initialSettings: {
    theme: 'light',
    'theme.dark': 'dark',
    language: 'en-US',
    'schema.reloadOnStart': true,
    'alert.disableUpdateNotification': true,
    'banners.disable': true,
    disablePushNotification: true,
  },
  initialWindows: examples.map(({ name, text, variables }) => ({
    endpointURL,
    initialName: name,
    initialQuery: text,
    initialVariables: JSON.stringify(variables, null, 2),
  })),
})

if (accounts) showAccounts(accounts)
