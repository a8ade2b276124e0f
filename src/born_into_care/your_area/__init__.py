"""(room not yet furnished)"""
