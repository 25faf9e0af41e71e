import { onGroup } from '../groups.ts'

export default onGroup('Heartbeat', [0, 4])
