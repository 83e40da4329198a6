import { ApolloProvider } from '@apollo/client/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { client } from './api/client.ts'
import { refresh } from './api/session.ts'
import { applyTheme } from './look/theme.ts'
import './look/base.css'
import './look/shell.css'
import './look/forms.css'
import './look/dialogs.css'
import './look/parts.css'
import './look/states.css'
import './look/posts.css'
import './look/comments.css'
import './look/people.css'
import './look/stories.css'
import './look/moderation.css'
import './look/jobs.css'
import 'uplot/dist/uPlot.min.css'
import './look/charts.css'
import { Toasts } from './parts/toasts.tsx'
import { router } from './routes.tsx'

applyTheme()
void refresh()
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <Toasts>
        <RouterProvider router={router} />
      </Toasts>
    </ApolloProvider>
  </StrictMode>,
)
