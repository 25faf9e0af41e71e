import type { Client } from './client.ts'
import { go } from './go.ts'
import { java } from './java.ts'
import { kafkajs } from './kafkajs.ts'
import { karafka } from './karafka.ts'
import { kcat } from './kcat.ts'
import { python } from './python.ts'
import { spring } from './spring.ts'

export const clients: readonly Client[] = [java, spring, python, go, kafkajs, karafka, kcat]
