import { createHttpGet } from '../../../../server/src/media/files/http-get';
import { startStorage, type Storage } from '../support/storage-server';

describe('reading an address', () => {
  let storage: Storage;
  let other: Storage;
  beforeAll(async () => {
    storage = await startStorage();
    other = await startStorage();
  });
  afterAll(() => Promise.all([storage.stop(), other.stop()]));
  beforeEach(() => storage.reset());
  const port = (): string => new URL(storage.origin).port;

  it.each(['127.0.0.1', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', 'localhost'])(
    'refuses a private host written as %s without connecting to it',
    async (host) => {
      const { get, close } = createHttpGet({ allowPrivateAddresses: false });
      await expect(get(`http://${host}:${port()}/x`, { trusted: false })).rejects.toThrow(
        'private address',
      );
      expect(storage.requests).toEqual([]);
      close();
    },
  );

  it('reaches the configured upload provider wherever it is', async () => {
    storage.put('/x', Buffer.from('here'));
    const { get, close } = createHttpGet({ allowPrivateAddresses: false });
    const answer = await get(`${storage.origin}/x`, { trusted: true });
    answer.resume();
    expect(answer.statusCode).toBe(200);
    close();
  });

  it("does not follow the upload provider's redirect to another host", async () => {
    other.put('/secret', Buffer.from('internal'));
    storage.behave({ redirectTo: `${other.origin}/secret` });
    const { get, close } = createHttpGet({ allowPrivateAddresses: false });
    const answer = await get(`${storage.origin}/x`, { trusted: true });
    answer.resume();
    expect(answer.statusCode).toBe(302);
    expect(other.requests).toEqual([]);
    close();
  });

  it('reads no other scheme than http and https', async () => {
    const { get, close } = createHttpGet({ allowPrivateAddresses: true });
    await expect(get('file:///etc/passwd', { trusted: true })).rejects.toThrow('http');
    close();
  });
});
