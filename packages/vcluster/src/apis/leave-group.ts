import { onGroup } from '../groups.ts'

export default onGroup('LeaveGroup', [0, 5])
