import { Grid, Typography } from '@strapi/design-system';
import { memo, useMemo } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { type OpenedAccount } from '../../../contracts/composer';
import { type MediaKind } from '../../../contracts/media';
import { formState } from '../../../contracts/post-form';
import { type TikTokProblem } from '../api/problem';
import { Card } from '../components/card';
import { DirectPostFields } from '../composer/fields/direct-post-section';
import { type SiteRules } from '../composer/model/subject';
import { type Target } from '../composer/model/target';
import { useTexts } from '../translations';
import { type RowAct } from './model/act';
import { Cell } from './table-layout';
import { TargetFields } from './target-fields';

interface SharedCardProps {
  target: Target;
  opened: OpenedAccount | null;
  problem: TikTokProblem | null;
  /** How many rows follow what is set here, and whether any of them is of a kind. */
  count: number;
  hasVideo: boolean;
  hasPhoto: boolean;
  accounts: readonly AccountView[];
  site: SiteRules;
  isSending: boolean;
  act: Pick<RowAct, 'changeShared' | 'askAgain'>;
}

const NO_CONTENT = {
  caption: '',
  title: '',
  description: '',
  coverTimestampMs: null,
  photoCoverIndex: 0,
};

/** The fields for what is set once for all rows; each row's own rules are applied to the row. */
const useSharedForm = ({ target, opened, hasVideo, hasPhoto }: SharedCardProps) =>
  useMemo(() => {
    const of = (kind: MediaKind) =>
      formState({
        kind,
        shareType: target.shareType ?? 'inbox',
        content: NO_CONTENT,
        options: target.options,
        creator: opened?.creator ?? null,
        audited: opened?.unauditedNote === null,
        media: [],
        cannotPost: null,
      });
    const [video, photo] = [of('video'), of('photo')];
    return {
      ...(hasPhoto && !hasVideo ? photo : video),
      offersAutoAddMusic: hasPhoto && photo.offersAutoAddMusic,
    };
  }, [target, opened, hasVideo, hasPhoto]);

/** What is set for all, as fields; drawn again only when something of it changes. */
const Shared = (props: SharedCardProps) => {
  const { t } = useTexts();
  const { target, opened, problem, accounts, site, count, isSending, act } = props;
  const form = useSharedForm(props);
  const account = accounts.find(({ id }) => id === target.accountId) ?? null;
  return (
    <Card title={t('bulk.shared')} description={t('bulk.shared.what', { count })}>
      <Cell disabled={isSending} aria-label={t('bulk.shared')}>
        <Grid.Root gap={6}>
          <Grid.Item col={6} xs={12} direction="column" alignItems="stretch" gap={4}>
            <TargetFields
              target={target}
              account={account}
              opening={{ opened, problem }}
              accounts={accounts}
              site={site}
              askAgain={() => act.askAgain(target)}
              change={act.changeShared}
            />
          </Grid.Item>
          <Grid.Item col={6} xs={12} direction="column" alignItems="stretch" gap={4}>
            {target.shareType === 'direct_post' && opened?.creator ? (
              <DirectPostFields
                state={form}
                options={target.options}
                onChange={(options) => act.changeShared({ type: 'options', options })}
              />
            ) : (
              <Typography variant="pi" textColor="neutral600" tag="p">
                {t(target.shareType === 'inbox' ? 'bulk.settings.inbox' : 'bulk.settings.none')}
              </Typography>
            )}
          </Grid.Item>
        </Grid.Root>
      </Cell>
    </Card>
  );
};

/** Account, Share Type and settings, set once for every row that is not set differently. */
export const SharedCard = memo(Shared);
