import { createTraffic } from '../../../../server/src/media/delivery/traffic';

describe('the traffic of delivery links', () => {
  const limits = { perLink: 2, altogether: 3, requestsPerLink: 4 };

  it('lets each link have a few answers at a time, and frees the place at their end', () => {
    const traffic = createTraffic(limits);
    const first = traffic.enter('a');
    traffic.enter('a');
    expect(traffic.enter('a')).toBeNull();
    first?.();
    first?.();
    expect(traffic.enter('a')).not.toBeNull();
    expect(traffic.enter('a')).toBeNull();
  });

  it('keeps all links together within bounds', () => {
    const traffic = createTraffic(limits);
    traffic.enter('a');
    traffic.enter('b');
    traffic.enter('c');
    expect(traffic.enter('d')).toBeNull();
  });

  it('ends a link that was asked too often', () => {
    const traffic = createTraffic(limits);
    for (let count = 0; count < limits.requestsPerLink; count += 1) traffic.enter('a')?.();
    expect(traffic.enter('a')).toBeNull();
    expect(traffic.enter('b')).not.toBeNull();
  });
});
