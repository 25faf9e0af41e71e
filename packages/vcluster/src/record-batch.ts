/** Where a batch of format v2 has its fields, in bytes from its start (DefaultRecordBatch.java). */
export const MAGIC_AT = 16
export const ATTRIBUTES_LOW_BYTE_AT = 22
export const PRODUCER_AT = 43
/** Id and epoch. */
export const PRODUCER_BYTES = 10
export const SHORTEST_BATCH = 61

/** Of the attributes. */
export const TRANSACTIONAL = 0x10
