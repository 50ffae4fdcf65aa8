def home(r):
    pass


search = practice = about = order = home
