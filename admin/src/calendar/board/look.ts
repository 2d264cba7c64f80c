import { css, styled } from 'styled-components';

import { type GridName } from '../model/events';

/** A button that looks like the text it stands in. */
export const textButton = css`
  border: 0;
  border-radius: 3px;
  background: transparent;
  color: inherit;
  font: inherit;
  text-align: start;
`;

/** FullCalendar in the colours and sizes of Strapi's theme. */
export const Look = styled.div<{ $view: GridName }>`
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

  /* Weeks that are over. Not "none": the widths of the first week say where something is dropped. */
  .fc-daygrid-body tr:has(> .tiktok-folded) {
    visibility: collapse;
  }

  .fc-timegrid-slot {
    height: 3.6rem;
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

  .tiktok-day {
    padding: 0 6px;
    border: 0;
    border-radius: 3px;
    background: transparent;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  .tiktok-day:hover,
  .tiktok-day:focus-visible {
    background: ${({ theme }) => theme.colors.neutral200};
  }

  a:focus-visible,
  button:focus-visible,
  .fc-timegrid-col:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

/** All that stands at one place. */
export const ItemBox = styled.div`
  display: flex;
  flex-direction: column;
  gap: 2px;
  height: 100%;
  min-width: 0;

  .tiktok-foot {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 2px;
    min-width: 0;
  }

  .tiktok-more {
    min-width: 2.4rem;
    height: 2.4rem;
    padding: 0 6px;
    border: 1px solid ${({ theme }) => theme.colors.neutral600};
    border-radius: 1.2rem;
    background: ${({ theme }) => theme.colors.neutral0};
    color: ${({ theme }) => theme.colors.neutral800};
    font-size: 1.2rem;
    font-weight: 600;
    cursor: pointer;
  }
`;

/** A free posting time: dashed, in its account's colour, with nothing in it. */
export const OpenPlace = styled.button<{ $colour: string }>`
  display: inline-flex;
  align-items: center;
  gap: 3px;
  height: 2.4rem;
  padding: 0 6px;
  border: 1px dashed ${({ $colour }) => $colour};
  border-radius: 3px;
  background: transparent;
  color: ${({ theme }) => theme.colors.neutral700};
  font-size: 1.2rem;
  cursor: pointer;

  &:hover {
    border-style: solid;
    background: ${({ theme }) => theme.colors.neutral100};
  }

  > svg {
    flex: none;
    width: 1rem;
    height: 1rem;
    fill: currentColor;
  }

  > svg path {
    fill: currentColor;
  }
`;

/** A post in the calendar or in the list beside it: a bar in its account's colour. */
export const PostBox = styled.div<{ $colour: string; $movable: boolean }>`
  display: flex;
  flex: 1;
  min-width: 0;
  min-height: 0;
  overflow: hidden;
  border-inline-start: 5px solid ${({ $colour }) => $colour};
  border-radius: 3px;
  background: ${({ $colour, theme }) => `color-mix(in srgb, ${$colour} 12%, ${theme.colors.neutral0})`};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.2rem;
  line-height: 1.35;

  .tiktok-open {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 2px;
    min-width: 0;
    padding: 3px 4px;
    ${textButton}
    white-space: normal;
    cursor: ${({ $movable }) => ($movable ? 'grab' : 'pointer')};
  }

  .tiktok-open:hover .tiktok-title {
    text-decoration: underline;
  }

  .tiktok-head {
    display: flex;
    align-items: center;
    gap: 5px;
    min-width: 0;
  }

  .tiktok-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    min-width: 0;
  }

  .tiktok-account,
  .tiktok-title {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tiktok-account {
    display: block;
  }

  .tiktok-title {
    font-weight: 600;
  }

  .tiktok-move {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 2.8rem;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: transparent;
    color: inherit;
    cursor: pointer;
  }

  button:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;
