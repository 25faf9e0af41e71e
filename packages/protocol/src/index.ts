export { apiNamed, apis, messages } from './apis.ts'
export { read, write } from './codec.ts'
export { errorCodesIn } from './error-codes.ts'
export {
  frameLayout,
  type RequestHeader,
  readRequestHeader,
  readResponse,
  writeRequest,
  writeResponse,
} from './frame.ts'
export { type Admit, Frame, Framer, type Sink } from './framer.ts'
export { errorCodes, errorMessages } from './generated/errors.ts'
export { Memory } from './memory.ts'
export {
  type Api,
  type Body,
  type EntityType,
  type Field,
  type Message,
  type Scalar,
  type Slices,
  type TaggedBytes,
  type Versions,
  ZERO_UUID,
} from './message.ts'
export { ProtocolError } from './protocol-error.ts'
export { Reader } from './reader.ts'
export { sample } from './sample.ts'
export { Writer } from './writer.ts'
export { WrittenRows } from './written-rows.ts'
