import { Notice } from '#components/notice.tsx'

const places = {
  file: 'It is declared in the cluster-config file that GATEWAY_BACKEND_KAFKA_SELECTOR names.',
  environment: 'It is declared by the KAFKA_… environment variables of the gateways.',
}

/** Why a cluster can be looked at here but not edited. */
export const ManagedElsewhere = ({ by }: { by: keyof typeof places }) => (
  <Notice
    tone="info"
    what="This cluster is read only here"
    why={places[by]}
    next="Change it there and restart the gateways."
  />
)
