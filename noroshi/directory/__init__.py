"""Who is who: organizations, desks, people, groups; how they sign in and who may change them."""
