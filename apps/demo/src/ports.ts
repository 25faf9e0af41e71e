import { createServer } from 'node:net'

const isFree = (port: number) =>
  new Promise<boolean>(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** Another demo, or anything else, may stand on a port of this one: said before anything is started. */
export async function refuseTakenPorts(ports: readonly number[]): Promise<void> {
  const free = await Promise.all(ports.map(isFree))
  const taken = ports.filter((_, i) => !free[i])
  if (taken.length === 0) return
  throw new Error(
    `In use: port ${taken.join(', ')}. Stop what listens there, or run the demo elsewhere with: npm run demo -- --offset 100`,
  )
}
