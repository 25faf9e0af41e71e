import { hostname } from 'node:os'
import { GatewayError } from '@tidegate/errors'
import pino from 'pino'
import { runDoctor } from './doctor/command.ts'
import { readEnvironment } from './env.ts'
import { startWorker } from './worker.ts'

/** Ends the process after a sentence that says what is wrong; the stack is for unexpected errors alone. */
function fail(error: unknown): never {
  console.error(error instanceof GatewayError ? error.message : error)
  process.exit(1)
}

if (process.argv[2] === 'doctor') process.exit(await runDoctor(process.argv.slice(3)))

try {
  const environment = readEnvironment()
  const log = pino({
    level: environment.logLevel,
    base: { worker: environment.worker, host: hostname() },
    errorKey: 'error',
  })
  const worker = await startWorker(environment, log)
  const stop = async (signal: string) => {
    log.info({ signal }, 'the gateway stops')
    await worker.stop()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  fail(error)
}
