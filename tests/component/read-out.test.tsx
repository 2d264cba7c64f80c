import { Button } from '@strapi/design-system';
import { fireEvent, screen, waitFor } from '@strapi/strapi/admin/test';
import { useState } from 'react';

import { Note } from '../../admin/src/components/note';
import { Waiting } from '../../admin/src/components/waiting';
import { PublishButton } from '../../admin/src/composer/sending/publish-button';
import { useReadOut } from '../../admin/src/utils/read-out';
import { show } from './support';

/** What screen readers are told; there is one place on the page that tells them anything. */
const told = (): string => {
  const [region, ...more] = screen.getAllByRole('status');
  expect(more).toEqual([]);
  return region?.textContent ?? '';
};

const Counted = () => {
  const [count, setCount] = useState(1);
  useReadOut(`${count} selected`);
  return <Button onClick={() => setCount(count + 1)}>more</Button>;
};

it('what appears together is read out one after the other, by one region', async () => {
  show(
    <>
      <Note level="success" title="Saved" announce remedy="Look at it">
        The post {'"Harbour"'}: it stands.
      </Note>
      <Waiting>Asking TikTok</Waiting>
      <Note level="info">This stood here before.</Note>
    </>,
  );
  await screen.findByText('The post "Harbour": it stands.');
  await waitFor(() =>
    expect(told()).toBe(
      'Saved The post "Harbour": it stands. What to do: Look at it Asking TikTok',
    ),
  );
});

it('a count is read out when it changes, and not when the page is opened', async () => {
  show(<Counted />);
  const more = await screen.findByRole('button', { name: 'more' });
  expect(told()).toBe('');
  fireEvent.click(more);
  await waitFor(() => expect(told()).toBe('2 selected'));
});

it('the reason why a button cannot be pressed is read out when it becomes another one', async () => {
  const Form = () => {
    const [why, setWhy] = useState('Choose an account.');
    return (
      <>
        <PublishButton
          label="Publish"
          why={why}
          remedy={null}
          isSending={false}
          onPress={() => {}}
        />
        <Button onClick={() => setWhy('Choose a file.')}>account</Button>
      </>
    );
  };
  show(<Form />);
  fireEvent.click(await screen.findByRole('button', { name: 'account' }));
  await waitFor(() => expect(told()).toBe('Choose a file.'));
});

it('a failure is an alert of its own', async () => {
  show(
    <Note level="danger" announce>
      TikTok refused it.
    </Note>,
  );
  const text = await screen.findByText('TikTok refused it.');
  expect(text.closest('[role="alert"]')).not.toBeNull();
  expect(told()).toBe('');
});
