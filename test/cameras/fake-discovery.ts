/** Devices that answer a search on loopback, as WS-Discovery 1.0 has it (multicast 239.255.255.250:3702). */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

const GROUP = '239.255.255.250'
const PORT = 3702

/** @param answers each sent once to every probe: `XAddrs` and scopes, or any text as it is */
export const startFakeDiscovery = async (
  answers: () => readonly (
    | { readonly endpoint: string; readonly addresses: string; readonly scopes: string }
    | string
  )[],
) => {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  let probes = 0
  socket.on('message', (_probe, { port, address }) => {
    probes++
    for (const answer of answers()) {
      const text =
        typeof answer === 'string'
          ? answer
          : `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Body><d:ProbeMatches><d:ProbeMatch><a:EndpointReference><a:Address>${answer.endpoint}</a:Address></a:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>${answer.scopes}</d:Scopes><d:XAddrs>${answer.addresses}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>`
      socket.send(text, port, address)
    }
  })
  socket.bind(PORT)
  await once(socket, 'listening')
  socket.addMembership(GROUP, '127.0.0.1')
  return {
    probes: () => probes,
    close: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}
