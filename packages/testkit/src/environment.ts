// biome-ignore lint/style/noProcessEnv: the test kit's only reader of the environment.
export const environment: NodeJS.ProcessEnv = process.env
