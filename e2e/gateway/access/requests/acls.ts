import type { Body } from '@tidegate/protocol'
import type { Request } from './shared.ts'

/** Every field of a filter open. */
export const anyAcl = {
  resourceTypeFilter: 1,
  resourceNameFilter: null,
  patternTypeFilter: 1,
  principalFilter: null,
  hostFilter: null,
  operation: 1,
  permissionType: 1,
}

const filters: Readonly<Record<string, Body>> = {
  everything: anyAcl,
  'what applies to a topic': { ...anyAcl, resourceTypeFilter: 2, resourceNameFilter: 'orders', patternTypeFilter: 2 },
  literals: { ...anyAcl, resourceNameFilter: 'billing', patternTypeFilter: 3 },
  prefixes: { ...anyAcl, patternTypeFilter: 4 },
  'a principal': { ...anyAcl, principalFilter: 'User:reader' },
  'a host': { ...anyAcl, hostFilter: '127.0.0.1' },
  'an operation and permission': { ...anyAcl, operation: 3, permissionType: 2 },
  nobody: { ...anyAcl, principalFilter: 'User:nobody' },
  'an unknown type': { ...anyAcl, resourceTypeFilter: 0 },
  'an unknown pattern type': { ...anyAcl, patternTypeFilter: 0 },
  'an unknown operation': { ...anyAcl, operation: 0 },
  'an unknown permission': { ...anyAcl, permissionType: 0 },
}

const TEMPORARY = {
  resourceType: 2,
  resourceName: 'temporary',
  resourcePatternType: 3,
  principal: 'User:temporary',
  host: '*',
  operation: 3,
  permissionType: 3,
}

const creations: Readonly<Record<string, Body>> = {
  'a valid one': TEMPORARY,
  'an empty name': { ...TEMPORARY, resourceName: '' },
  'a principal without a type': { ...TEMPORARY, principal: 'temporary' },
  'another cluster': { ...TEMPORARY, resourceType: 4, operation: 8 },
}

const anyCreations: Readonly<Record<string, Body>> = {
  'any type': { ...TEMPORARY, resourceType: 1 },
  'a pattern that matches': { ...TEMPORARY, resourcePatternType: 2 },
  'any operation': { ...TEMPORARY, operation: 1 },
  'any permission': { ...TEMPORARY, permissionType: 1 },
}

const oddCreations: Readonly<Record<string, Body>> = {
  ...anyCreations,
  'an unknown type': { ...TEMPORARY, resourceType: 0 },
  'an unknown operation': { ...TEMPORARY, operation: 0 },
  'an operation the type has not': { ...TEMPORARY, operation: 12, principal: 'User:other' },
}

const aclFilter = { ...anyAcl, principalFilter: 'User:temporary' }

export const acls: Readonly<Record<string, readonly Request[]>> = {
  DescribeAcls: Object.entries(filters).map(([what, filter]) => ({ what, body: () => filter })),
  CreateAcls: [
    ...Object.entries({ ...creations, ...oddCreations }).map(([what, creation]) => ({
      what,
      body: () => ({ creations: [creation] }),
    })),
    { what: 'all', body: () => ({ creations: Object.values({ ...creations, ...anyCreations }) }) },
    { what: 'good and bad ones', body: () => ({ creations: Object.values(creations) }) },
  ],
  DeleteAcls: [
    {
      what: 'one that is there, one that is not',
      before: side => side.asAdmin('CreateAcls', 3, { creations: [TEMPORARY] }),
      body: () => ({ filters: [aclFilter, { ...anyAcl, principalFilter: 'User:nobody' }] }),
    },
    ...['an unknown type', 'an unknown operation'].map(what => ({
      what,
      body: () => ({
        filters: [{ ...aclFilter, ...(what === 'an unknown type' ? { resourceTypeFilter: 0 } : { operation: 0 }) }],
      }),
    })),
  ],
}
