/** The end of the process, also when the kernel still owes it an answer. */

type Leaving = Pick<NodeJS.Process, 'exit' | 'kill' | 'pid' | 'removeAllListeners' | 'getActiveResourcesInfo'>

/** How long an orderly end may take; what is not done by then is named and left. */
export const LONGEST_STOP_MS = 20_000

/** File operations under way; a share of the network that went away keeps them for ever. */
const hangs = (process: Leaving): boolean =>
  process.getActiveResourcesInfo().some((name) => name === 'FSReqPromise' || name === 'FSReqCallback')

/** What is still being read or written ends within this; what does not, hangs. */
const PATIENCE_MS = 2000
const LOOK_EVERY_MS = 50

/**
 * Ends this process. Leaving by `exit`, Node waits for the threads that do its file operations (libuv joins its pool); with one of
 * them on a share that hangs it would never end. The signal's own action waits for nobody; supervisors take it for the end
 * that was asked for.
 */
export const leave = (process: Leaving, looks = PATIENCE_MS / LOOK_EVERY_MS): void => {
  if (!hangs(process)) process.exit(0)
  else if (looks > 0) setTimeout(() => leave(process, looks - 1), LOOK_EVERY_MS)
  else {
    process.removeAllListeners('SIGTERM')
    process.kill(process.pid, 'SIGTERM')
  }
}
