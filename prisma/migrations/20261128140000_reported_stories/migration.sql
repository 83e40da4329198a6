alter type report_subject add value if not exists 'STORY';

alter type moderation_action add value if not exists 'HIDE_STORY';

alter type moderation_action add value if not exists 'RESTORE_STORY';
