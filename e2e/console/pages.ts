import { globSync } from 'node:fs'
import { pagesDirectory } from './console-process.ts'

/** What of the sample each parameter of an address stands for, by the folders that lead to it. */
const parameters: Readonly<Record<string, string>> = {
  'clusters/[name]': 'clusterA',
  'clusters/[name]/groups/[group]': 'billing',
  'clusters/[name]/topics/[topic]': 'internal.orders.v3',
  'gateways/[name]': 'gateway-1',
  'partners/[name]': 'acme',
  'partners/new/[step]': 'topics',
  'virtual-clusters/[name]': 'acme',
  'virtual-clusters/[name]/acls/[principal]': 'User:reader',
  'virtual-clusters/[name]/alias-topics/[topic]': 'orders',
  'virtual-clusters/[name]/service-accounts/[account]': 'reader',
}

/** Every page behind the sign-in, from the folders of the app, so that none is forgotten. The first only leads on. */
export const consolePages: readonly string[] = globSync('**/page.tsx', { cwd: pagesDirectory })
  .map(file => addressOf(file.split('/').slice(0, -1).filter(isPart)))
  .filter(path => path !== '/')
  .sort()

/** Folders in parentheses are no part of an address. */
function isPart(folder: string): boolean {
  return !folder.startsWith('(')
}

function addressOf(folders: readonly string[]): string {
  const parts = folders.map((folder, index) => {
    if (!folder.startsWith('[')) return folder
    const name = folders.slice(0, index + 1).join('/')
    const value = parameters[name]
    if (value === undefined) throw new Error(`Say in e2e/console/pages.ts what of the sample ${name} is.`)
    return encodeURIComponent(value)
  })
  return `/${parts.join('/')}`
}
