"""登录与账号: signing in and out, password, second factor, sessions."""
