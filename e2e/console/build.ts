import { buildConsole } from './console-process.ts'

export default buildConsole
