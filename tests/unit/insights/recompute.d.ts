interface RawSample {
  video: number;
  kind: string;
  createdAt: number;
  hours: number;
  views: bigint;
  late: boolean;
}
export function usual(
  samples: readonly RawSample[],
  video: number,
): { hours: number; views: bigint; of: number; usual: number | null } | null;
export function gain(
  samples: readonly { at: number; views: bigint }[],
  createdAt: number,
  from: number,
  to: number,
): bigint | null;
export function times(
  posts: readonly { kind: string; createdAt: number; views: bigint }[],
  timeZone: string,
  now: number,
): Record<string, { posts: number; times: number | null }> | null;
