import {
  Box,
  Button,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';

import { type AccountView } from '../../../contracts/accounts';
import { editorZone } from '../composer/model/wall-time';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { type ViewName } from './model/events';
import { type ZoneChoice } from './model/zone';

interface NavigationProps {
  title: string;
  view: ViewName;
  /** Those that there is room for. */
  views: readonly ViewName[];
  onView: (view: ViewName) => void;
  onGo: (where: 'prev' | 'next' | 'today') => void;
}

/** Which stretch of time is shown. */
export const Navigation = ({ title, view, views, onView, onGo }: NavigationProps) => {
  const { t } = useTexts();
  useReadOut(title);
  return (
    <Flex justifyContent="space-between" gap={3} wrap="wrap">
      <Flex gap={2} wrap="wrap">
        <IconButton label={t(`calendar.previous.${view}`)} onClick={() => onGo('prev')}>
          <ChevronLeft />
        </IconButton>
        <IconButton label={t(`calendar.next.${view}`)} onClick={() => onGo('next')}>
          <ChevronRight />
        </IconButton>
        <Button variant="tertiary" onClick={() => onGo('today')}>
          {t('calendar.today')}
        </Button>
        <Typography variant="delta" tag="h2">
          {title}
        </Typography>
      </Flex>
      <Flex gap={1} role="group" aria-label={t('calendar.view')}>
        {views.map((name) => (
          <Button
            key={name}
            variant={name === view ? 'secondary' : 'tertiary'}
            aria-pressed={name === view}
            onClick={() => onView(name)}
          >
            {t(`calendar.view.${name}`)}
          </Button>
        ))}
      </Flex>
    </Flex>
  );
};

interface ChoicesProps {
  accounts: readonly AccountView[];
  account: AccountView | undefined;
  onAccount: (id: number | undefined) => void;
  zone: ZoneChoice;
  onZone: (zone: ZoneChoice) => void;
}

/** Whose posts are shown, and in whose time. */
export const Choices = ({ accounts, account, onAccount, zone, onZone }: ChoicesProps) => {
  const { t } = useTexts();
  const accountZone = account?.timeZone ?? null;
  // The account's time can only be chosen while there is one account that has one.
  const shown = zone === 'account' && accountZone === null ? 'mine' : zone;
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      <Box width={{ initial: '100%', medium: '28rem' }}>
        <Field.Root name="accountId">
          <Field.Label>{t('posts.filter.account')}</Field.Label>
          <SingleSelect
            value={account?.id ?? null}
            placeholder={t('posts.filter.all')}
            clearLabel={t('posts.filter.clear')}
            onClear={() => onAccount(undefined)}
            onChange={(id) => onAccount(Number(id))}
          >
            {accounts.map(({ id, nickname, handle }) => (
              <SingleSelectOption key={id} value={id}>
                {handle === null ? nickname : `${nickname} (@${handle})`}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
      <Box width={{ initial: '100%', medium: '28rem' }}>
        <Field.Root name="zone">
          <Field.Label>{t('calendar.zone')}</Field.Label>
          <SingleSelect
            value={shown}
            onChange={(chosen) =>
              onZone(chosen === 'account' || chosen === 'utc' ? chosen : 'mine')
            }
          >
            <SingleSelectOption value="mine">
              {t('calendar.zone.mine', { zone: editorZone() })}
            </SingleSelectOption>
            {accountZone !== null && (
              <SingleSelectOption value="account">
                {t('calendar.zone.account', { zone: accountZone })}
              </SingleSelectOption>
            )}
            <SingleSelectOption value="utc">UTC</SingleSelectOption>
          </SingleSelect>
        </Field.Root>
      </Box>
    </Flex>
  );
};
