/**
 * TLS to one address, handed over only when the certificate is the right one. Until then nobody can write to it, so that it
 * does not depend on the order of events whether what waits in a socket leaves before the certificate was looked at.
 */
import { connect, type TLSSocket } from 'node:tls'
import type { CameraCertificate } from '../../protocol/camera-certificate.ts'
import { instant } from '../../protocol/time.ts'
import type { Pin } from './pin.ts'

const instantOf = (text: string) => {
  const at = Date.parse(text)
  return Number.isFinite(at) ? instant(at) : null
}

/** Null: it showed none. */
const certificateOf = (socket: TLSSocket): CameraCertificate | null => {
  const shown = socket.getPeerX509Certificate()
  if (shown === undefined) return null
  const sha256 = shown.fingerprint256.replaceAll(':', '').toLowerCase()
  return { sha256, validFrom: instantOf(shown.validFrom), validTo: instantOf(shown.validTo) }
}

/**
 * Connects. Names and authorities are not looked at: addresses are numbers and cameras sign their own certificates. Each
 * connection shakes hands anew, so that each has shown the certificate. No patience of its own: whoever began the thread ends it.
 * @throws OtherCertificate, or what the connection failed with
 */
export const pinnedSocket = (address: string, port: number, pin: Pin): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, rejectUnauthorized: false, minVersion: 'TLSv1.2' })
    socket.on('error', reject)
    socket.once('close', () => reject(Object.assign(new Error('hung up'), { code: 'ECONNRESET' })))
    socket.once('secureConnect', () => {
      socket.disableRenegotiation()
      try {
        const shown = certificateOf(socket)
        if (shown === null) throw Object.assign(new Error('no certificate'), { code: 'EPROTO' })
        pin.hold(shown)
        resolve(socket)
      } catch (error) {
        socket.destroy()
        reject(error)
      }
    })
  })
