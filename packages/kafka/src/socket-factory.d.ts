declare module 'kafkajs/src/network/socketFactory.js' {
  import type { ISocketFactory } from 'kafkajs'

  const createSocketFactory: () => ISocketFactory
  export default createSocketFactory
}
