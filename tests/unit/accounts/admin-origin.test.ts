import { checkAdminOrigin } from '../../../server/src/accounts/admin-origin';
import { Problem } from '../../../server/src/http/problem';

const ADMIN = 'http://localhost:1337/admin';

const refusal = (work: () => unknown): Problem['details'] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.details;
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('the origin that a connection begins on', () => {
  it('is that of the admin panel', () => {
    expect(checkAdminOrigin('http://localhost:1337', ADMIN, [])).toBe('http://localhost:1337');
  });

  it('or one that a developer listed', () => {
    expect(
      checkAdminOrigin('https://edit.example.com', ADMIN, ['https://edit.example.com/x']),
    ).toBe('https://edit.example.com');
  });

  it.each([
    'https://edit.example.com.evil.com',
    'https://edit.example.co',
    'https://edit.example.com:8443',
    'https://www.edit.example.com',
    'http://edit.example.com',
  ])('%j is refused though one that begins or ends alike was listed', (origin) => {
    const listed = ['https://edit.example.com', 'https://more.example.com'];
    expect(refusal(() => checkAdminOrigin(origin, ADMIN, listed)).code).toBe('origin_not_allowed');
  });

  it('is compared as an origin: the case of the host and its default port are no difference', () => {
    expect(
      checkAdminOrigin('HTTPS://Edit.Example.com:443/y?z', ADMIN, ['https://edit.example.com']),
    ).toBe('https://edit.example.com');
  });

  it.each([
    'http://127.0.0.1:1337',
    'https://localhost:1337',
    'http://localhost:1338',
    'https://evil.example.com',
    'http://localhost:1337.evil.example.com',
    'http://localhost:13370',
    'http://localhost:133',
    'http://localhost',
    'http://localhost.evil.example.com:1337',
    'http://user@localhost:1337@evil.example.com',
    'http://evil.example.com/http://localhost:1337',
    'http://evil.example.com#http://localhost:1337',
    'blob:http://localhost:1337/x',
    'null',
    'javascript:alert(1)',
    '',
  ])('%j is refused, with the address to open', (origin) => {
    const { code, remedy } = refusal(() => checkAdminOrigin(origin, ADMIN, []));
    expect(code).toBe('origin_not_allowed');
    expect(remedy).toContain(ADMIN);
  });
});
