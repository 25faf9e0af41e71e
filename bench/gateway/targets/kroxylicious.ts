import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from '@tidegate/testkit'
import { physicalName } from '../../lab/topics.ts'
import type { Target } from '../target.ts'
import { startProgram } from './program.ts'

const program = process.env.KROXYLICIOUS
const TENANT = 'tenant'
const SEPARATOR = '.'

const tenants = `
filterDefinitions:
  - name: tenants
    type: MultiTenant
    config: { prefixResourceNameSeparator: "${SEPARATOR}" }
defaultFilters: [ tenants ]`

const configuration = (filters: string, bootstrap: string, front: string) => `${filters}
network: { proxy: { workerThreadCount: 1 } }
virtualClusters:
  - name: ${TENANT}
    targetCluster: { bootstrapServers: "${bootstrap}" }
    gateways:
      - name: all
        portIdentifiesNode:
          bootstrapAddress: ${front}
          nodeIdRanges: [ { name: brokers, start: 1, end: 1 } ]
    logNetwork: false
    logFrames: false
`

const kroxylicious = (name: string, title: string, filters: string): Target => ({
  name,
  title,
  relays: false,
  compiles: true,
  ...(filters && { prefix: TENANT + SEPARATOR }),
  missing: () => (program ? undefined : 'KROXYLICIOUS does not name its start script'),
  async start(lab) {
    const front = `localhost:${await freePorts(2)}`
    const file = join(lab.directory, `${name}.yaml`)
    writeFileSync(file, configuration(filters, lab.kafka.bootstrap, front))
    return startProgram(lab, {
      command: program!,
      args: ['--config', file],
      env: { JAVA_TOOL_OPTIONS: '-XX:ActiveProcessorCount=1' },
      way: { bootstrap: front, topic: physicalName },
    })
  },
})

export const passThrough = kroxylicious('kroxylicious', 'Kroxylicious', '')
export const multiTenant = kroxylicious('kroxylicious-tenants', 'Kroxylicious, multi-tenant', tenants)
