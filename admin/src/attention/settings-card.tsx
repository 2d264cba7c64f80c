import { getNotifications, type NotificationsView } from '../../../contracts/attention';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { Mark } from '../components/mark';
import { Texts, type TextSubject, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { MailForm } from './mail-form';
import { TestMail } from './test-mail';

const SUBJECTS: readonly TextSubject[] = ['attention'];

/** Another form where somebody else decided otherwise; a tried code alone must not reset it. */
const decided = ({ enabled, roleIds, creatorReminders }: NotificationsView): string =>
  JSON.stringify([enabled, roleIds, creatorReminders]);

const Content = () => {
  const { t } = useTexts();
  const mayChange = useMay('changeSettings');
  const read = useTikTokQuery(getNotifications, {});
  return (
    <Card title={t('attention.mail.title')} description={t('attention.mail.description')}>
      <Loaded read={read}>
        {(view) => (
          <>
            <Mark tone={view.active ? 'success' : 'neutral'}>
              {t(view.active ? 'attention.mail.active' : 'attention.mail.inactive')}
            </Mark>
            <TestMail view={view} mayChange={mayChange} />
            <MailForm key={decided(view)} view={view} mayChange={mayChange} />
          </>
        )}
      </Loaded>
    </Card>
  );
};

/** Whether and whom the plugin tells by e-mail, for the settings page. Saves by itself. */
export const NotificationsCard = () => (
  <Texts subjects={SUBJECTS} loading={null}>
    <Content />
  </Texts>
);
