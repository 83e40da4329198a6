/** Strokes on a 24 by 24 grid. */
const paths = {
  home: 'M4 11 12 4l8 7v8.500a.5.5 0 0 1-.5.5H15v-6H9v6H4.500a.5.5 0 0 1-.5-.5Z',
  plus: 'M12 5v14M5 12h14',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500h-15ZM10 21h4',
  gear: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5',
  person: 'M12 12.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20a7.500 7.500 0 0 1 15 0',
  heart:
    'M12 20s-7.500-4.600-7.500-10A4.300 4.300 0 0 1 12 7.300 4.300 4.300 0 0 1 19.500 10c0 5.400-7.500 10-7.500 10Z',
  bubble: 'M20 11.500A7.500 7.500 0 0 1 9 18.200L4.500 19.500 6 15.400A7.500 7.500 0 1 1 20 11.500Z',
  bookmark: 'M6.500 4.500h11V20L12 15.800 6.500 20Z',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 20 20',
  compass: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17ZM15.500 8.500l-2 5-5 2 2-5Z',
  left: 'm14.500 6-6 6 6 6',
  right: 'm9.500 6 6 6-6 6',
  dots: 'M5.500 12h.01M12 12h.01M18.500 12h.01',
  close: 'M6 6l12 12M18 6 6 18',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.500 11h13v9h-13Z',
  stack: 'M8.500 4.500h11v11M4.500 8.500h11v11h-11Z',
  photo: 'M4 5.500h16v13H4ZM4 15.500l4.500-4 4 3.500 3-2.500 4.500 4M15.500 9.500h.01',
  download: 'M12 4v11M7 10.500l5 5 5-5M5 20h14',
  flag: 'M6 21V4M6 4.500c4-2 7 2 12 0v9c-5 2-8-2-12 0',
  pulse: 'M3 12.500h4l2.500-7 4.500 13 2.500-6H21',
  shield: 'M12 3.500 19 6v5.500c0 4.300-2.900 7.300-7 9-4.100-1.700-7-4.700-7-9V6Z',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  warning: 'M12 4.500 20.500 19h-17ZM12 10v4M12 16.500h.01',
  logout: 'M14 5H5v14h9M10 12h10M16.500 8.500 20 12l-3.500 3.500',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 24, filled = false }: { name: IconName; size?: number; filled?: boolean }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" data-filled={filled}>
      <path d={paths[name]} />
    </svg>
  )
}
