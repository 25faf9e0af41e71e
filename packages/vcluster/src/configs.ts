/**
 * Configs whose values are numbers, times and choices (TopicConfig.java, GroupConfig.java). What is not here may hold
 * broker ids, topic names or paths, and is not shown.
 */
const shown = {
  topic: `cleanup.policy compression.gzip.level compression.lz4.level compression.type compression.zstd.level
    delete.retention.ms file.delete.delay.ms flush.messages flush.ms index.interval.bytes internal.segment.bytes
    local.retention.bytes local.retention.ms max.compaction.lag.ms max.message.bytes message.downconversion.enable
    message.format.version message.timestamp.after.max.ms message.timestamp.before.max.ms
    message.timestamp.difference.max.ms message.timestamp.type min.cleanable.dirty.ratio min.compaction.lag.ms
    min.insync.replicas preallocate remote.copy.disable remote.log.delete.on.disable remote.storage.enable
    retention.bytes retention.ms segment.bytes segment.index.bytes segment.jitter.ms segment.ms
    unclean.leader.election.enable`,
  group: `consumer.assignment.interval.ms consumer.heartbeat.interval.ms consumer.session.timeout.ms share.auto.offset.reset
    share.delivery.count.limit share.heartbeat.interval.ms share.isolation.level share.partition.max.record.locks
    share.record.lock.duration.ms share.session.timeout.ms streams.heartbeat.interval.ms
    streams.initial.rebalance.delay.ms streams.num.standby.replicas streams.session.timeout.ms`,
}

const names = { topic: new Set(shown.topic.split(/\s+/)), group: new Set(shown.group.split(/\s+/)) }

export const isShownConfig = (type: keyof typeof names, name: string): boolean => names[type].has(name)
