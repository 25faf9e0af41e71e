import { accessSync, constants } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { environment } from './environment.ts'

/** Where these programs are found, in the order in which a shell looks. */
export const which = (program: string): string[] =>
  (environment.PATH ?? '')
    .split(delimiter)
    .map(directory => resolve(directory, program))
    .filter(isExecutable)

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
