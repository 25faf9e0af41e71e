/** Why a handshake failed, in words. */
const causes: Readonly<Record<string, string>> = {
  credentials: 'Credentials',
  mechanism: 'SASL mechanism',
  protocol: 'Not as Kafka says',
  timeout: 'Too slow',
  limit: 'Limit reached',
  closed: 'Client left',
  stopping: 'Gateway stops',
}

export const causeName = (refusal: string): string => causes[refusal] ?? refusal
