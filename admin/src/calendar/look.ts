import { styled } from 'styled-components';

import { type ViewName } from './events';

/** FullCalendar in the colours and sizes of Strapi's theme. */
export const Look = styled.div<{ $view: ViewName }>`
  --fc-border-color: ${({ theme }) => theme.colors.neutral200};
  --fc-page-bg-color: ${({ theme }) => theme.colors.neutral0};
  --fc-neutral-bg-color: ${({ theme }) => theme.colors.neutral100};
  --fc-today-bg-color: ${({ theme }) => theme.colors.primary100};
  --fc-now-indicator-color: ${({ theme }) => theme.colors.danger600};
  --fc-bg-event-color: ${({ theme }) => theme.colors.warning500};
  --fc-bg-event-opacity: 0.25;
  --fc-event-bg-color: transparent;
  --fc-event-border-color: transparent;
  --fc-event-text-color: ${({ theme }) => theme.colors.neutral800};

  overflow-x: auto;
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.4rem;

  .fc {
    min-width: ${({ $view }) => ($view === 'day' ? '0' : '76rem')};
  }

  .fc a,
  .fc-col-header-cell-cushion,
  .fc-daygrid-day-number {
    color: inherit;
    text-decoration: none;
  }

  .fc-day-other .fc-daygrid-day-top {
    opacity: 1;
    color: ${({ theme }) => theme.colors.neutral600};
  }

  .fc-timegrid-slot {
    height: 2.8rem;
  }

  .fc-event {
    box-shadow: none;
  }

  .fc-event-main {
    height: 100%;
    padding: 0;
  }

  .tiktok-over-cap {
    border-inline-start: 3px dashed ${({ theme }) => theme.colors.warning600};
  }

  .fc-popover {
    z-index: 3;
    background: ${({ theme }) => theme.colors.neutral0};
  }

  .fc-more-link {
    font-weight: 600;
  }

  a:focus-visible,
  button:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 1px;
  }
`;

/** A post in the calendar or in the list beside it: a bar in its account's colour. */
export const PostBox = styled.div<{ $colour: string; $movable: boolean }>`
  display: flex;
  flex-direction: column;
  gap: 2px;
  height: 100%;
  min-width: 0;
  overflow: hidden;
  padding: 3px 4px 3px 6px;
  border-inline-start: 5px solid ${({ $colour }) => $colour};
  border-radius: 3px;
  background: ${({ $colour, theme }) => `color-mix(in srgb, ${$colour} 12%, ${theme.colors.neutral0})`};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.2rem;
  line-height: 1.35;
  white-space: normal;
  cursor: ${({ $movable }) => ($movable ? 'grab' : 'default')};

  .tiktok-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    min-width: 0;
  }

  .tiktok-line > svg {
    flex: none;
    width: 1.2rem;
    height: 1.2rem;
  }

  .tiktok-title {
    overflow: hidden;
    color: inherit;
    font-weight: 600;
    text-overflow: ellipsis;
    text-decoration: underline;
    white-space: nowrap;
  }

  .tiktok-move {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 2.4rem;
    height: 2.4rem;
    margin-inline-start: auto;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: transparent;
    color: inherit;
    cursor: pointer;
  }
`;
