import { BroadcastChannel, isMainThread, workerData } from 'node:worker_threads'

/** Loaded into a gateway from outside (`node --import`): SIGUSR2 makes its first event loop throw. */
const channel = new BroadcastChannel('crash')
channel.unref()
if (isMainThread) process.on('SIGUSR2', () => channel.postMessage('now'))
else if (workerData?.loop === 0)
  channel.onmessage = () => {
    throw new Error('told to crash')
  }
