export type Progress = {
  /** Runs one step of the start and shows how far it is. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>
}

/** A line that is rewritten on a terminal, else a line for each step that ends. */
export function createProgress(headless: boolean, total: number): Progress {
  const started = performance.now()
  const running = new Set<string>()
  let done = 0
  const bar = !headless && process.stdout.isTTY
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
  const draw = () => {
    if (!bar) return
    const filled = Math.round((done / total) * 24)
    process.stdout.write(
      `\r\x1b[K${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${seconds()}  ${[...running].join(', ')}`,
    )
  }
  return {
    async step(title, work) {
      running.add(title)
      draw()
      const result = await work()
      running.delete(title)
      done += 1
      if (bar) draw()
      else console.log(`${seconds().padStart(7)}  ${title}`)
      if (bar && done === total) process.stdout.write('\r\x1b[K')
      return result
    },
  }
}
