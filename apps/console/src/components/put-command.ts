/** The line that a reader pastes into a shell to create or change a resource. */
export const putCommand = (path: string, resource: object): string =>
  [
    'curl --user admin --request PUT \\',
    `  "http://localhost:8888/gateway/v2/${path}" \\`,
    `  --data '${JSON.stringify(resource, null, 2)}'`,
  ].join('\n')
