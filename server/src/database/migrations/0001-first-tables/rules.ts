import { id, instant, integer, line, required, text } from '../../columns';
import { type SchemaChanges } from '../../schema-changes';

export const rules = async ({ createTable }: SchemaChanges): Promise<void> => {
  await createTable('tiktok_publications', {
    id,
    event: required(line),
    uid: required(line),
    document_id: required(line),
    locale: line,
    at: required(instant),
    actor_id: integer,
    again: required(integer),
    tries: required(integer),
    lease_until: instant,
  });
  await createTable(
    'tiktok_type_switches',
    {
      id,
      uid: required(line),
      enabled: required(integer),
    },
    [{ name: 'tiktok_type_switches_uid', columns: ['uid'], unique: true }],
  );
  await createTable(
    'tiktok_rule_meetings',
    {
      id,
      rule_id: required(integer),
      uid: required(line),
      document_id: required(line),
      locale: required(line),
      revision: required(line),
      media: line,
      post_id: integer,
      why: text,
      at: required(instant),
    },
    [
      {
        name: 'tiktok_rule_meetings_once',
        columns: ['rule_id', 'document_id', 'locale', 'revision'],
        unique: true,
      },
      { name: 'tiktok_rule_meetings_entry', columns: ['document_id'] },
    ],
  );
  await createTable(
    'tiktok_rule_overrides',
    {
      id,
      uid: required(line),
      document_id: required(line),
      locale: required(line),
      skip: required(integer),
      caption: text,
      at: instant,
    },
    [
      {
        name: 'tiktok_rule_overrides_entry',
        columns: ['uid', 'document_id', 'locale'],
        unique: true,
      },
    ],
  );
  await createTable(
    'tiktok_rules',
    {
      id,
      uid: required(line),
      data: required(text),
      waiver: text,
      owner_id: required(integer),
      owner_name: required(line),
      version: required(integer),
      created_at: required(instant),
      updated_at: required(instant),
    },
    [{ name: 'tiktok_rules_uid', columns: ['uid'] }],
  );
};
