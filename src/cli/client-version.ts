/** kubectl's release that the command line behaves as. */
export const CLIENT_VERSION = 'v1.36.4'
