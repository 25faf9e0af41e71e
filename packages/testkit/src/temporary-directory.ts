import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const OWNED = /^tidegate-(\d+)-/

/** A fresh directory, readable by all. Those of processes that are no more, and so never removed theirs, go away. */
export function temporaryDirectory(): string {
  sweep()
  const directory = mkdtempSync(join(tmpdir(), `tidegate-${process.pid}-`))
  chmodSync(directory, 0o755)
  return directory
}

let swept = false

function sweep(): void {
  if (swept) return
  swept = true
  for (const name of readdirSync(tmpdir())) {
    const owner = OWNED.exec(name)?.[1]
    if (owner && !isRunning(Number(owner))) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
