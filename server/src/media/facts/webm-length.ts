import { type OpenFile, readRange } from '../files/open-file';
import {
  childOf,
  childrenOf,
  type Element,
  elementAt,
  type Elements,
  LONGEST_HEAD,
  unsignedOf,
  variableAt,
} from './webm-elements';

/** Matroska's ids (RFC 9559). */
const ID = {
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackNumber: 0xd7,
  defaultDuration: 0x23e383,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  blockDuration: 0x9b,
} as const;
const CLUSTER = Buffer.from('1f43b675', 'hex');
/** Also within a cluster: position, size of the one before, silent tracks, void, checksum. */
const BESIDE_BLOCKS = new Set([0xa7, 0xab, 0x5854, 0xec, 0xbf]);
/** What ends a cluster of unknown size; besides these: cues, tags, chapters, attachments, seek head. */
const BESIDE_CLUSTERS = new Set<number>([
  ...[ID.cluster, ID.info, ID.tracks],
  ...[0x1c53bb6b, 0x1254c367, 0x1043a770, 0x1941a469, 0x114d9b74],
]);

const HEAD_BYTES = 256 * 1024;
/** How far back from its end a file is searched, step by step; a cluster holds 33 seconds at most. */
const TAILS = [1, 8, 32].map((mebibytes) => mebibytes * 1024 * 1024);
/** Elements looked at in one file; a cluster has some thousand. */
const MOST_ELEMENTS = 200_000;
/** RFC 9559, 5.1.2.9: nanoseconds of one tick, unless the file names them. */
const DEFAULT_SCALE = 1_000_000;
const NANOSECONDS = 1e9;

interface Head {
  /** Nanoseconds of one tick. */
  scale: number;
  /** Nanoseconds of one frame, by the track's number, where the file names them. */
  frames: Map<number, number>;
  /** Ticks at which the first cluster begins. */
  start: number;
}

const readHead = (elements: Elements): Head => {
  const head: Head = { scale: DEFAULT_SCALE, frames: new Map(), start: 0 };
  const numberIn = (parent: Element, id: number) =>
    unsignedOf(elements.buffer, childOf(elements, parent, id)) ?? 0;
  const segment = childOf(elements, { from: 0, to: Infinity }, ID.segment);
  if (!segment) return head;
  for (const element of childrenOf(elements, segment)) {
    if (element.id === ID.info) head.scale = numberIn(element, ID.timestampScale) || DEFAULT_SCALE;
    if (element.id === ID.tracks) {
      for (const track of childrenOf(elements, element)) {
        const frame = track.id === ID.track ? numberIn(track, ID.defaultDuration) : 0;
        if (frame > 0) head.frames.set(numberIn(track, ID.trackNumber), frame);
      }
    }
    if (element.id === ID.cluster) {
      head.start = numberIn(element, ID.timestamp);
      break;
    }
  }
  return head;
};

interface Block {
  track: number;
  /** Ticks, from the beginning of the cluster. */
  at: number;
  /** Ticks that it is shown, where the file names them. */
  ticks: number | null;
}

/** A block begins with its track's number and its time within the cluster (RFC 9559, 10.1). */
const blockAt = (buffer: Buffer, from: number, ticks: number | null): Block | null => {
  const track = variableAt(buffer, from);
  if (!track || track.next + 2 > buffer.length) return null;
  return { track: track.value, at: buffer.readInt16BE(track.next), ticks };
};

const blockIn = (elements: Elements, element: Element): Block | null => {
  const { buffer } = elements;
  if (element.id === ID.simpleBlock) return blockAt(buffer, element.from, null);
  const block = childOf(elements, element, ID.block);
  const ticks = unsignedOf(buffer, childOf(elements, element, ID.blockDuration));
  return block && blockAt(buffer, block.from, ticks);
};

/** Ticks at which a track's last frame ends; the frame before tells how long one is shown. */
const endOf = (blocks: readonly Block[], frameTicks: number | undefined): number => {
  const [last, before] = [...blocks].sort((one, other) => other.at - one.at);
  if (!last) return 0;
  return last.at + (last.ticks ?? frameTicks ?? last.at - (before?.at ?? last.at));
};

/**
 * Ticks at which the cluster that begins at `at` ends, by its blocks; null where the bytes only look
 * like a cluster. A last block that is cut off counts, as players take it.
 */
const clusterEnd = (elements: Elements, at: number, { scale, frames }: Head): number | null => {
  const { buffer } = elements;
  const cluster = elementAt(buffer, at);
  if (!cluster) return null;
  let begins: number | null = null;
  let reached = cluster.from;
  const tracks = new Map<number, Block[]>();
  for (const element of childrenOf(elements, cluster)) {
    reached = element.to;
    if (element.id === ID.simpleBlock || element.id === ID.blockGroup) {
      const block = blockIn(elements, element);
      const blocks = block && tracks.get(block.track);
      if (blocks) blocks.push(block);
      else if (block) tracks.set(block.track, [block]);
    } else if (element.id === ID.timestamp) begins = unsignedOf(buffer, element);
    else if (cluster.to === Infinity && BESIDE_CLUSTERS.has(element.id)) {
      reached = Infinity;
      break;
    } else if (!BESIDE_BLOCKS.has(element.id)) return null;
  }
  // What follows is no element, and too long to be the head of one that was cut off.
  const strange = Math.min(cluster.to, buffer.length) - reached > LONGEST_HEAD;
  if (begins === null || strange || elements.left === 0) return null;
  const ends = [...tracks].map(([track, blocks]) => {
    const frame = frames.get(track);
    return endOf(blocks, frame === undefined ? undefined : frame / scale);
  });
  return begins + Math.max(0, ...ends);
};

/**
 * Seconds that a WebM runs whose headers do not tell it, as a browser's MediaRecorder leaves them: by
 * the last blocks in the file. Null where none of its last 32 MiB begins a cluster.
 * @throws what reading the file throws
 */
export const readWebmLength = async (file: OpenFile): Promise<number | null> => {
  const beginning = await readRange(file, 0, Math.min(HEAD_BYTES, file.bytes) - 1);
  const elements: Elements = { buffer: beginning, left: MOST_ELEMENTS };
  const head = readHead(elements);
  elements.buffer = Buffer.alloc(0);
  for (const most of TAILS) {
    const known = elements.buffer.length;
    const first = Math.max(0, file.bytes - most);
    const before = await readRange(file, first, file.bytes - known - 1);
    const tail = Buffer.concat([before, elements.buffer]);
    elements.buffer = tail;
    // What begins in the part known before has been tried.
    let at = tail.lastIndexOf(CLUSTER, before.length);
    while (at >= 0 && elements.left > 0) {
      const end = clusterEnd(elements, at, head);
      if (end !== null) return ((end - head.start) * head.scale) / NANOSECONDS;
      elements.left -= 1;
      at = at === 0 ? -1 : tail.lastIndexOf(CLUSTER, at - 1);
    }
    if (first === 0) return null;
  }
  return null;
};
