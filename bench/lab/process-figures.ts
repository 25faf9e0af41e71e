import { readdirSync, readFileSync } from 'node:fs'

type Figures = { cpuSeconds(): number; residentMiB(): number }

/** Of processes as they are now: all their threads, and the processes they started, such as nginx's worker. */
export function figuresOf(pid: number): Figures {
  return {
    cpuSeconds: () => sum(familyOf(pid).map(cpuNanoseconds)) / 1e9,
    residentMiB: () => sum(familyOf(pid).map(residentKiB)) / 1024,
  }
}

/** The shell that `spawnTied` leaves beside a command is the test kit's and not the proxy's. */
function familyOf(pid: number): number[] {
  const children = tasksOf(pid).flatMap(task =>
    (contentOf(`/proc/${pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.filter(child => contentOf(`/proc/${child}/comm`)?.trim() !== 'sh').flatMap(familyOf)]
}

const tasksOf = (pid: number): string[] => readdirSync(`/proc/${pid}/task`)

/** The first field of `schedstat` (Documentation/scheduler/sched-stats): exact, where `stat` counts in steps of 10 ms. */
const cpuNanoseconds = (pid: number): number =>
  sum(tasksOf(pid).map(task => Number(contentOf(`/proc/${pid}/task/${task}/schedstat`)?.split(' ')[0] ?? 0)))

const residentKiB = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(contentOf(`/proc/${pid}/status`) ?? '')?.[1])

/** Undefined where the thread has ended since it was listed. */
function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
