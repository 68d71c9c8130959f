SELECT 'ends; /* not a comment';
