import { claimPorts } from '@halide/local/ports.ts'
import { type ServiceSettings, services, webApp } from '@halide/local/services.ts'
import type { Supervisor } from '@halide/local/supervisor.ts'

/** Its gateway's name among the processes of a world. */
export const gatewayOfWeb = 'gateway-of-web'

/** Serves the web app by a gateway of its own, which refuses whatever is not registered. Answers what gives its port back. */
export async function startRegisteredWebApp(
  supervisor: Supervisor,
  settings: ServiceSettings & { ports: { web: number } },
): Promise<() => void> {
  const { ports: claimed, release } = await claimPorts(1)
  const ports = { ...settings.ports, gateway: claimed[0]! }
  const env = { ...settings.env, PERSISTED_OPERATIONS: 'enforce' }
  const gateway = services({ ...settings, ports, env }).find((spec) => spec.name === 'gateway')!
  await Promise.all([
    supervisor.start({ ...gateway, name: gatewayOfWeb }),
    supervisor.start(webApp({ ...settings, ports }, settings.ports.web)),
  ])
  return release
}
