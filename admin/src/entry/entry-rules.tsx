import { Button, Divider, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type ResponseOf } from '../../../contracts/endpoint';
import { type EntrySource } from '../../../contracts/posts';
import { getEntryRules, type RuleOverride } from '../../../contracts/rules';
import { useTikTokQuery } from '../api';
import { Problem } from '../components/problem';
import { Texts, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { closeOverride, openOverrideFor, useOpenedOverride } from './opened-override';
import { OverrideDialog } from './override-dialog';

const SUBJECTS = ['rules'] as const;

type EntryRule = ResponseOf<typeof getEntryRules>['rules'][number];

const Last = ({ rule: { enabled, last } }: { rule: EntryRule }) => {
  const { t, dateTime, said } = useTexts();
  if (!last) {
    return (
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t(enabled ? 'rule.entry.notYet' : 'rule.off')}
      </Typography>
    );
  }
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {last.why !== null && (
        <Typography variant="pi" tag="p">
          {t('rule.entry.why', { time: dateTime(last.at), why: said(last.why) })}
        </Typography>
      )}
      {last.postId !== null && (
        <Link tag={NavLink} to={`/plugins/tiktok/posts/${last.postId}`}>
          {t('rule.entry.post', { time: dateTime(last.at) })}
        </Link>
      )}
    </Flex>
  );
};

const OverrideText = ({ override: { skip, caption, at } }: { override: RuleOverride }) => {
  const { t, dateTime } = useTexts();
  const said = skip
    ? [t('rule.entry.skipped')]
    : [
        caption !== null && t('rule.entry.hasCaption', { caption }),
        at !== null && t('rule.entry.hasTime', { time: dateTime(at) }),
      ].filter((text) => text !== false);
  return said.map((text) => (
    <Typography key={text} variant="pi" tag="p" style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Typography>
  ));
};

const Content = ({ source }: { source: EntrySource }) => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  const opened = useOpenedOverride(source);
  const { uid, documentId, locale } = source;
  const { data, problem, reload } = useTikTokQuery(getEntryRules, {
    params: { uid, documentId },
    query: { locale: locale ?? undefined },
  });
  if (problem) return <Problem problem={problem} onRetry={reload} />;
  if (!data || data.rules.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} paddingTop={4}>
      <Divider />
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {t('rule.title')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
        {data.rules.map((rule) => (
          <li key={rule.id}>
            <Typography fontWeight="bold" tag="p" style={{ overflowWrap: 'anywhere' }}>
              {rule.name}
            </Typography>
            <Last rule={rule} />
          </li>
        ))}
      </Flex>
      <OverrideText override={data.override} />
      {mayCompose && (
        <Button fullWidth size="S" variant="tertiary" onClick={() => openOverrideFor(source)}>
          {t('rule.entry.change')}
        </Button>
      )}
      {opened && (
        <OverrideDialog
          source={source}
          override={data.override}
          captionLimit={data.captionLimit}
          memory={opened.memory}
          onClose={closeOverride}
        />
      )}
    </Flex>
  );
};

/** The rules that concern an entry, what became of it, and what is decided for it alone. */
const EntryRules = ({ source }: { source: EntrySource }) => (
  <Texts subjects={SUBJECTS} loading={null}>
    <Content source={source} />
  </Texts>
);

export default EntryRules;
