import { readFileSync } from 'node:fs';
import path from 'node:path';

import Papa from 'papaparse';

import { decodeTable } from '../../../admin/src/plan/decode-table';
import { charactersOf } from '../../../contracts/cut-text';
import { FORMULA } from '../../../contracts/csv';
import { contentOf, optionsOf, type RowProblem, textOf } from '../../../server/src/plan/import-row';
import { readTable } from '../../../server/src/plan/import-table';
import { timeOf } from '../../../server/src/plan/import-time';

const fixture = (name: string): Buffer => readFileSync(path.join(__dirname, 'fixtures', name));
const decoded = (content: Uint8Array) => decodeTable(new Uint8Array(content).buffer);
const tableOf = (name: string) => readTable(decoded(fixture(name)).text);
const refusal = (csv: string): string => {
  try {
    readTable(csv);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was read.');
};

describe('a table as spreadsheets write it', () => {
  it('trailing-columns.csv: empty columns without a heading are left out', () => {
    expect(tableOf('trailing-columns.csv')).toEqual([
      {
        row: 2,
        cells: {
          file: 'harbour-at-dusk.mp4',
          account: 'demo_creator',
          caption: 'Trailing columns',
        },
        problems: [],
      },
    ]);
  });

  it.each([
    ['beyond the header', 'file,account,caption\na.mp4,me,Hello, world'],
    ['under an empty heading', 'file,account,caption,\na.mp4,me,Hello, world'],
  ])('a cell %s is a problem of its row, not lost', (_where, csv) => {
    expect(readTable(csv)[0]?.problems).toEqual([
      { column: null, message: expect.stringContaining('"world" stands in column 4') },
    ]);
  });

  it.each([
    ['an emoji', `${'x'.repeat(39)}😀😀 and more`],
    ['a family of four', `${'x'.repeat(35)}👨‍👩‍👧‍👦 and more`],
    ['an accent of its own', `${'x'.repeat(39)}e\u0301 and more`],
  ])('names such a cell without cutting %s in half', (_what, words) => {
    const message = readTable(`file,account\na.mp4,me,${words}`)[0]?.problems[0]?.message ?? '';
    const [, shown = ''] = /^The cell "(.*)" stands/u.exec(message) ?? [];
    expect(shown).not.toMatch(/\p{Surrogate}/u);
    const kept = shown.replace('…', '');
    expect(charactersOf(words).slice(0, charactersOf(kept).length).join('')).toBe(kept);
    expect(kept.length).toBeGreaterThan(30);
  });

  it('blank-lines.csv: rows are counted as the spreadsheet counts them', () => {
    expect(tableOf('blank-lines.csv').map(({ row, cells }) => [row, cells.caption])).toEqual([
      [3, 'first'],
      [6, 'second'],
    ]);
  });

  it.each([
    [
      'line breaks within quotes',
      'file,account,caption\na,me,"one\ntwo\n\nthree"\nb,me,next',
      [2, 3],
    ],
    ['blank rows before the header', '\n,,\nfile,account\na,me\n\nb,me\n', [4, 6]],
    ['Excel’s separator line', 'sep=;\r\nfile;account\r\na;me\r\n;\r\nb;me', [2, 4]],
  ])('and so they are with %s', (_what, csv, rows) => {
    expect(readTable(csv).map(({ row }) => row)).toEqual(rows);
  });

  it('ansi-semicolon.csv: Excel’s own encoding is read, and that it is a guess is told', () => {
    const { text, guessed } = decoded(fixture('ansi-semicolon.csv'));
    expect(guessed).toBe(true);
    expect(readTable(text)[0]?.cells.caption).toBe('Café am Hafen – für alle');
  });

  const ACCENTS = 'file,account,caption\r\na.mp4,me,Café – für 日本\r\n';
  const utf16 = (mark: string): Buffer => Buffer.from(mark + ACCENTS, 'utf16le');
  it.each([
    ['UTF-8', Buffer.from(ACCENTS)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${ACCENTS}`)],
    ['UTF-16 as Excel’s "Unicode text"', utf16('\uFEFF')],
    ['UTF-16 without a mark', utf16('')],
    ['UTF-16 of the other order', utf16('\uFEFF').swap16()],
  ])('%s is read as it is', (_encoding, content) => {
    const { text, guessed } = decoded(content);
    expect(guessed).toBe(false);
    expect(readTable(text)[0]?.cells).toEqual({
      file: 'a.mp4',
      account: 'me',
      caption: 'Café – für 日本',
    });
  });

  it('names a cell whose characters were lost before it came here', () => {
    expect(readTable('file,account,caption\na,me,Caf\uFFFD')[0]?.problems).toEqual([
      { column: 'caption', message: expect.stringContaining('CSV UTF-8') },
    ]);
  });

  it('takes several files in one cell for no column', () => {
    expect(readTable('file,account\na.jpg|b.jpg|c.jpg,me')[0]?.cells.file).toBe(
      'a.jpg|b.jpg|c.jpg',
    );
    expect(readTable('file\taccount\na.jpg|b.jpg\tme')[0]?.cells.file).toBe('a.jpg|b.jpg');
  });

  it.each([
    ['file,caption\na,b', 'The column "account" is missing.'],
    ['file,account,colour\na,b,c', 'The column "colour" is not known.'],
    ['file,account,Caption,caption\na,b,c,d', 'The column "caption" is there twice.'],
    ['file,account\n\na,"b', 'The quotes do not close (row 3).'],
    ['', 'The column "file" and "account" is missing.'],
  ])('refuses %j with what is wrong', (csv, message) => {
    expect(refusal(csv)).toBe(message);
  });
});

describe('the words of a row', () => {
  const words = (cells: Parameters<typeof contentOf>[0], kind: 'video' | 'photo') => {
    const problems: RowProblem[] = [];
    const { caption, title, description } = contentOf(cells, kind, problems);
    return { caption, title, description, problems: problems.map(({ column }) => column) };
  };

  it('photo-caption.csv: a caption of pictures becomes their description', () => {
    const [row] = tableOf('photo-caption.csv');
    expect(words(row!.cells, 'photo')).toEqual({
      caption: '',
      title: '',
      description: 'Words under a picture #sea',
      problems: [],
    });
  });

  it('photo-caption.csv: so it does beside a title, and with the guard against formulas', () => {
    expect(words({ title: 'Harbour', caption: "'=Words" }, 'photo')).toEqual({
      caption: '',
      title: 'Harbour',
      description: '=Words',
      problems: [],
    });
  });

  it('photo-caption.csv: the same words in both columns are meant once', () => {
    expect(words({ caption: ' Words', description: 'Words ' }, 'photo')).toEqual({
      caption: '',
      title: '',
      description: 'Words',
      problems: [],
    });
  });

  it('a description of a video becomes its caption', () => {
    expect(words({ description: 'Words' }, 'video')).toMatchObject({
      caption: 'Words',
      problems: [],
    });
  });

  it.each([
    [{ caption: 'one', description: 'two' }, 'photo', ['caption']],
    [{ caption: 'one', description: 'two' }, 'video', ['description']],
    [{ caption: 'one', title: 'two' }, 'video', ['title']],
  ] as const)('%j of a %s has words without a place, which are named', (cells, kind, problems) => {
    expect(words(cells, kind).problems).toEqual(problems);
  });

  const settings = (
    cells: Parameters<typeof optionsOf>[0],
    kind: 'video' | 'photo',
    share: 'direct_post' | 'inbox',
  ) => {
    const problems: RowProblem[] = [];
    optionsOf(cells, kind, share, problems);
    return problems;
  };
  const columns = (problems: readonly RowProblem[]) => problems.map(({ column }) => column);

  it('names what pictures do not have', () => {
    const cells = { duet: 'yes', stitch: 'no', ai_generated: 'x', comment: 'yes' };
    expect(columns(settings(cells, 'photo', 'direct_post'))).toEqual(['duet', 'ai_generated']);
  });

  it.each(['video', 'photo'] as const)(
    'names the settings that a draft of a %s does not take along',
    (kind) => {
      const cells = {
        privacy: 'SELF_ONLY',
        comment: 'no',
        duet: 'no',
        stitch: 'yes',
        ai_generated: 'yes',
      };
      const problems = settings(cells, kind, 'inbox');
      expect(columns(problems)).toEqual(['privacy', 'comment', 'duet', 'stitch', 'ai_generated']);
      expect(problems[0]?.message).toBe(
        'Of a draft in the inbox the creator says in TikTok\'s app who may see it; leave it empty, or write direct_post into "share_type".',
      );
    },
  );

  it('finds nothing to name where a draft leaves them empty', () => {
    const cells = { privacy: ' ', comment: '', ai_generated: 'no', caption: 'Words' };
    expect(settings(cells, 'video', 'inbox')).toEqual([]);
  });
});

describe('the time of a row', () => {
  const at = (time: string) => {
    const problems: RowProblem[] = [];
    const ms = timeOf({ time }, 'Europe/Berlin', problems);
    return ms === null ? (problems[0]?.message ?? null) : new Date(ms).toISOString();
  };

  it.each([
    '2031-12-24 18:00',
    '2031-12-24 18:00:00',
    '2031-12-24T18:00:00',
    '24.12.2031 18:00',
    '2031/12/24 18:00',
    '2031-12-24T18:00:00+01:00',
  ])('%s is understood', (time) => {
    expect(at(time)).toBe('2031-12-24T17:00:00.000Z');
  });

  it.each(['12/24/2031 18:00', '24.12.31 18:00', '2031-12-24', '2031-02-30 10:00'])(
    '%s is not guessed at',
    (time) => {
      expect(at(time)).toContain('write it like 2026-12-01 18:00');
    },
  );
});

describe('a cell that a spreadsheet would run', () => {
  const NAMES = [
    '=1+1',
    '\n=HYPERLINK("https://example.com")',
    'line one\n=2',
    ' =1+1',
    '\t@SUM(1)',
    '＝1+1',
    '-2+3',
    '\r\n+1',
  ];
  const runs = NAMES.filter((name) => !name.startsWith('line'));

  it('is disarmed, whatever stands before it, and comes back as it was', () => {
    const csv = Papa.unparse(
      NAMES.map((name) => [name]),
      { escapeFormulae: FORMULA },
    );
    const { data } = Papa.parse<string[]>(csv);
    for (const [index, [cell]] of data.entries()) {
      const name = NAMES[index]!;
      expect(cell).toBe(runs.includes(name) ? `'${name}` : name);
      expect(textOf({ caption: cell }, 'caption')).toBe(name.trim());
    }
  });
});
