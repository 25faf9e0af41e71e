import { apiNamed } from '@tidegate/protocol'
import type { ApiFile } from './context.ts'
import { apiFiles } from './generated/apis.ts'

/** The folder is the list of what is served: an API without a file is not advertised and not answered. By API key. */
export const served: ReadonlyMap<number, ApiFile> = new Map(apiFiles.map(api => [apiNamed(api.name).key, api]))
