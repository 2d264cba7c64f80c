import { Flex, Tabs, Typography } from '@strapi/design-system';

import { getCallbackRecipes } from '../../../contracts/settings';
import { useTikTokQuery } from '../api';
import { CopyCode } from '../components/copy';
import { Loaded } from '../components/loaded';
import { useTexts } from '../translations';

/** The handlers for the site that owns the public callback URL, ready to paste, one tab each. */
export const CallbackRecipes = () => {
  const { t } = useTexts();
  const read = useTikTokQuery(getCallbackRecipes, {});
  return (
    <Loaded read={read}>
      {({ recipes }) => (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Typography variant="pi" textColor="neutral600" tag="p">
            {t('settings.recipes.description')}
          </Typography>
          <Tabs.Root variant="simple" defaultValue={recipes[0]?.id}>
            <Tabs.List
              aria-label={t('settings.recipes.title')}
              style={{ overflowX: 'auto', maxWidth: '100%' }}
            >
              {recipes.map(({ id, label }) => (
                <Tabs.Trigger key={id} value={id}>
                  {label}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {recipes.map(({ id, files }) => (
              <Tabs.Content key={id} value={id}>
                <Flex direction="column" alignItems="stretch" gap={4} paddingTop={4}>
                  {files.map((file) => (
                    <CopyCode key={file.path} {...file} />
                  ))}
                </Flex>
              </Tabs.Content>
            ))}
          </Tabs.Root>
        </Flex>
      )}
    </Loaded>
  );
};
