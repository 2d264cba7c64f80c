import Papa from 'papaparse';

import { lotsOf, tally, templateCsv } from '../../../admin/src/plan/import-file';
import { rowsOf, timesOf, withDay, withRow } from '../../../admin/src/plan/time-rows';
import { IMPORT_COLUMNS } from '../../../contracts/plan';

describe('posting times in the form', () => {
  it('are stored in the order of the week, each once', () => {
    const rows = rowsOf([
      { weekday: 5, time: '18:00' },
      { weekday: 1, time: '09:30' },
      { weekday: 5, time: '18:00' },
      { weekday: 5, time: '08:00' },
    ]);
    expect(timesOf(rows)).toEqual([
      { weekday: 1, time: '09:30' },
      { weekday: 5, time: '08:00' },
      { weekday: 5, time: '18:00' },
    ]);
  });

  it('are one row for a time, with all its days', () => {
    const [row] = rowsOf([
      { weekday: 5, time: '18:00' },
      { weekday: 1, time: '18:00' },
    ]);
    expect(row).toEqual({ key: 0, time: '18:00', weekdays: [1, 5] });
    expect(row && withDay(row, 3, true).weekdays).toEqual([1, 3, 5]);
    expect(row && withDay(row, 1, false).weekdays).toEqual([5]);
  });

  it('begin with the working days, and go on with the days of the last one', () => {
    const first = withRow([]);
    expect(first).toEqual([{ key: 0, time: '18:00', weekdays: [1, 2, 3, 4, 5] }]);
    const second = withRow(first.map((row) => withDay(row, 7, true)));
    expect(second[1]).toEqual({ key: 1, time: '', weekdays: [1, 2, 3, 4, 5, 7] });
  });

  it('are not stored while one is half typed, or has no day', () => {
    expect(timesOf([{ key: 0, weekdays: [1], time: '' }])).toBeNull();
    expect(timesOf([{ key: 0, weekdays: [1], time: '24:00' }])).toBeNull();
    expect(timesOf([{ key: 0, weekdays: [], time: '18:00' }])).toBeNull();
    expect(timesOf([])).toEqual([]);
  });
});

describe('the template of an import', () => {
  it('has every column that an import knows, and a row that fits them', () => {
    const { data, meta, errors } = Papa.parse<Record<string, string>>(templateCsv(), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(meta.fields).toEqual([...IMPORT_COLUMNS]);
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({ file: 'holiday.mp4', caption: 'Summer, at last #holiday' });
  });
});

describe('an import that was looked at', () => {
  const row = (number: number, wrong: boolean, postId: number | null) => ({
    row: number,
    problems: wrong ? [{ column: 'file', message: 'No file is named.' }] : [],
    post: null,
    postId,
  });

  it('is counted by rows that are right and rows that are not', () => {
    expect(tally([row(2, false, 11), row(3, true, null), row(4, false, 12)])).toEqual({
      right: 2,
      wrong: 1,
      postIds: [11, 12],
    });
  });

  it('is agreed to in tables of at most a hundred posts', () => {
    const ids = Array.from({ length: 201 }, (_, index) => index + 1);
    expect(lotsOf(ids).map((lot) => lot.length)).toEqual([100, 100, 1]);
    expect(lotsOf(ids).flat()).toEqual(ids);
    expect(lotsOf([])).toEqual([]);
  });
});
