/**
 * What others measured with the same recipe on one core of a Xeon, as ratios to HAProxy there: they stand in for a proxy
 * that comes from no registry and is not on this machine.
 */
export const guide: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'kafka-proxy': {
    'produce-none': 0.81 / 0.39,
    'produce-lz4': 0.73 / 0.37,
    'consume-none': 0.91 / 0.57,
    small: 27 / 10.6,
  },
  'kafka-proxy-tuned': {
    'produce-none': 0.43 / 0.39,
    'produce-lz4': 0.37 / 0.37,
    'consume-none': 0.53 / 0.57,
    small: 22 / 10.6,
  },
  kroxylicious: {
    'produce-none': 0.97 / 0.39,
    'produce-lz4': 0.58 / 0.37,
    'consume-none': 1.17 / 0.57,
    small: 21 / 10.6,
  },
  'kroxylicious-tenants': {
    'produce-none': 0.84 / 0.39,
    'produce-lz4': 0.72 / 0.37,
    'consume-none': 1.08 / 0.57,
    small: 24 / 10.6,
  },
}
