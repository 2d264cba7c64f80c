import { type AddressInfo } from 'node:net';

import dns2 from 'dns2';

const { Packet } = dns2;

/** What one DNS server knows; change it while it runs. */
export interface Zone {
  /** Host to addresses. A function may answer differently each time. */
  a: Record<string, string[] | (() => string[])>;
  txt: Record<string, string[]>;
}

/** A real DNS server on loopback, over UDP. */
export const startNames = async (zone: Zone) => {
  const server = dns2.createUDPServer((request, send) => {
    const response = Packet.createResponseFromRequest(request);
    const [question] = request.questions;
    const name = question?.name.toLowerCase() ?? '';
    const answer = (record: object): void => {
      if (!question) return;
      response.answers.push(Packet.createResourceFromQuestion(question, { ttl: 0, ...record }));
    };
    if (question?.type === Packet.TYPE.A) {
      const known = zone.a[name] ?? [];
      for (const address of typeof known === 'function' ? known() : known) answer({ address });
    }
    if (question?.type === Packet.TYPE.TXT) {
      for (const data of zone.txt[name] ?? []) answer({ data });
    }
    void send(response);
  });
  await new Promise<void>((resolve) => {
    server.once('listening', () => resolve());
    void server.listen(0, '127.0.0.1');
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
};

export type NamesServer = Awaited<ReturnType<typeof startNames>>;
