import http from 'node:http';
import { type AddressInfo } from 'node:net';

import { fetchAvatar } from '../../../server/src/accounts/avatar-fetch';
import { createGuardedAgents, isPublicAddress } from '../../../server/src/http/address-guard';
import { createHttpGet } from '../../../server/src/media/files/http-get';
import { createFetchPage } from '../../../server/src/review/fetch-page';
import { createNames } from '../../../server/src/review/names';
import { type NamesServer, startNames, type Zone } from '../../support/names-server';

describe('an address is not public', () => {
  it.each([
    ['this machine', ['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '::1', '::']],
    ['a private network', ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1']],
    ['a carrier’s own network', ['100.64.0.1', '100.127.255.255']],
    ['link-local, as a cloud’s metadata', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0']],
    ['site-local', ['fec0::1']],
    ['for many', ['224.0.0.1', '255.255.255.255', 'ff02::1']],
    ['for documents and tests', ['192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1']],
    ['for documents and tests, IPv6', ['2001:db8::1', '2001:2::1', '3fff::1']],
    ['given to nobody', ['192.0.0.1', '240.0.0.1', '4000::1', '5f00::1', '100::1', '8000::1']],
    ['IPv4 in disguise: mapped', ['::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::ffff:0:7f00:1']],
    ['IPv4 in disguise: compatible', ['::7f00:1', '::127.0.0.1']],
    ['IPv4 in disguise: NAT64', ['64:ff9b::7f00:1', '64:ff9b:1::7f00:1', '64:ff9b:1:ffff::a00:1']],
    ['IPv4 in disguise: 6to4', ['2002:7f00:1::1', '2002:c0a8:101::']],
    ['IPv4 in disguise: Teredo', ['2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2']],
    [
      'no address at all',
      ['', 'localhost', '127.1', '0x7f.1', '0177.0.0.1', '2130706433', '1.2.3'],
    ],
  ])('where it is %s', (_why, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:4700::1111', '2a00::1'])(
    'but %s is',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

/** Given to nobody, but of a public range: a connection to it leads nowhere. */
const PUBLIC = '223.255.255.254';

describe('whoever reads an address that is not this site’s own', () => {
  const zone: Zone = { a: {}, txt: {} };
  let names: NamesServer;
  let inside: http.Server;
  let visits = 0;
  let port = 0;

  beforeAll(async () => {
    names = await startNames(zone);
    inside = http.createServer((_, response) => {
      visits += 1;
      response.end('the secret of the intranet');
    });
    // Also whoever speaks TLS has been here.
    inside.on('connection', () => (visits += 1));
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    port = (inside.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await names.stop();
    inside.closeAllConnections();
    await new Promise<void>((resolve) => inside.close(() => resolve()));
  });
  beforeEach(() => (visits = 0));

  const lookup = () => createNames(() => ({ systemResolver: names.address })).lookup('system')!;

  /** Each reads `host` and resolves with whether it refused; a connection that hangs is given up. */
  const readers: [string, (host: string) => Promise<boolean>][] = [
    [
      'for an avatar',
      async (host) =>
        (await fetchAvatar(`https://${host}:${port}/`, null, createGuardedAgents(lookup()))) ===
        null,
    ],
    [
      'for a page',
      async (host) => {
        const read = createFetchPage({ allowPrivateAddresses: () => false, totalMs: 2_000 });
        return !(await read(`http://${host}:${port}/`, { lookup: lookup() })).ok;
      },
    ],
    [
      'for a remote file',
      async (host) => {
        const { get } = createHttpGet({ allowPrivateAddresses: false, lookup: lookup() });
        const signal = AbortSignal.timeout(2_000);
        const options = { trusted: false, signal };
        return get(`http://${host}:${port}/`, options).then(
          () => false,
          () => true,
        );
      },
    ],
  ];

  describe.each(readers)('%s', (_what, refuses) => {
    it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0177.1'])(
      'does not go to %s',
      async (host) => {
        expect(await refuses(host)).toBe(true);
        expect(visits).toBe(0);
      },
    );

    it('does not go where the name leads inside', async () => {
      zone.a['inside.test'] = ['127.0.0.1'];
      expect(await refuses('inside.test')).toBe(true);
      expect(visits).toBe(0);
    });

    it('does not go where one of several addresses is inside', async () => {
      zone.a['mixed.test'] = [PUBLIC, '127.0.0.1'];
      expect(await refuses('mixed.test')).toBe(true);
      expect(visits).toBe(0);
    });

    it('does not go inside when the DNS has changed its mind: it connects to what was looked at', async () => {
      let asked = 0;
      zone.a['rebind.test'] = () => {
        asked += 1;
        return asked === 1 ? [PUBLIC] : ['127.0.0.1'];
      };
      await refuses('rebind.test');
      expect(asked).toBeGreaterThan(0);
      expect(visits).toBe(0);
    });
  });
});
