import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Client, SnippetFile, SnippetInput } from '@tidegate/snippets'
import { cached, execute, type Outcome, run, spawnTied, ToolProcess, temporaryDirectory } from '@tidegate/testkit'

const INSTALL_TIMEOUT_MS = 600_000
/** A build tool takes its time on a machine that is busy. */
export const RUN_TIMEOUT_MS = 300_000

/** What is installed does not depend on whom the snippet is for. */
const anyone: SnippetInput = {
  bootstrapServers: 'localhost:9092',
  username: 'someone',
  topic: 'topic',
  group: 'group',
  purpose: 'read',
}

/** A client as a user has it who does what the console says, in a directory of their own. */
export class Snippet {
  readonly client: Client
  readonly directory = temporaryDirectory()

  private constructor(client: Client) {
    this.client = client
  }

  /** What it names is fetched by its own tool, once. */
  static async install(client: Client): Promise<Snippet> {
    const files = client.files(anyone)
    const recipe = JSON.stringify([client.install, files])
    const hash = createHash('sha256').update(recipe).digest('hex').slice(0, 12)
    const installed = await cached(join('snippets', `${client.id}-${hash}`), async draft => {
      write(files, draft)
      for (const command of client.install)
        await run('sh', ['-c', command], { cwd: draft, timeoutMs: INSTALL_TIMEOUT_MS })
    })
    const snippet = new Snippet(client)
    cpSync(installed, snippet.directory, { recursive: true, verbatimSymlinks: true })
    return snippet
  }

  /** Runs to its end. */
  execute(input: SnippetInput, password: string): Promise<Outcome> {
    write(this.client.files(input), this.directory)
    return execute('sh', ['-c', this.client.run(input)], {
      ...this.#options(password),
      timeoutMs: RUN_TIMEOUT_MS,
    })
  }

  /** Runs until Ctrl-C. */
  start(input: SnippetInput, password: string): ToolProcess {
    write(this.client.files(input), this.directory)
    return new ToolProcess(spawnTied('sh', ['-c', this.client.run(input)], this.#options(password)))
  }

  #options(password: string) {
    return { cwd: this.directory, env: { KAFKA_PASSWORD: password } }
  }
}

export function write(files: readonly SnippetFile[], directory: string): void {
  for (const { name, text } of files) {
    const path = join(directory, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

/** A terminal sends the signal to everything that the command has started. */
export async function pressCtrlC(process: ToolProcess): Promise<void> {
  globalThis.process.kill(-process.pid, 'SIGINT')
  await process.ended
}
